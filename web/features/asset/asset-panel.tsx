/** The page of one cable or pipeline. */
export function AssetPanel({ assetId }: { readonly assetId: string }) {
  return <div className="mv-slot">{assetId}</div>;
}
