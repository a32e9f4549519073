/** The map of the theatre. */
export function MapPanel() {
  return <div className="mv-slot">map</div>;
}
