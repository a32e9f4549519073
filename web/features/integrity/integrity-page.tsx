/** Identities and positions that cannot be. */
export function IntegrityPage() {
  return <div className="mv-slot">integrity</div>;
}
