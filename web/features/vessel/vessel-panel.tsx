/** The card of one vessel. */
export function VesselPanel({ mmsi }: { readonly mmsi: number }) {
  return <div className="mv-slot">{mmsi}</div>;
}
