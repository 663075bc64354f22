/** The optional counts that persons and organizations show on request. */
import type { Call } from "../call.ts";
import type { DealRow } from "../rows.ts";

export function dealCounts(
  call: Call,
  link: "person_id" | "org_id",
  id: number,
): Record<string, () => unknown> {
  const count = (isCounted: (deal: DealRow) => boolean) => () =>
    call.store.deals
      .all()
      .filter((deal) => deal[link] === id && !deal.is_deleted && isCounted(deal)).length;
  const ofNotes = () => call.store.notes.all().filter((note) => note[link] === id).length;
  const ofFiles = () => call.store.files.all().filter((file) => file[link] === id).length;
  return {
    open_deals_count: count((deal) => deal.status === "open"),
    won_deals_count: count((deal) => deal.status === "won"),
    lost_deals_count: count((deal) => deal.status === "lost"),
    closed_deals_count: count((deal) => deal.status !== "open"),
    people_count: () => call.store.persons.all().filter((person) => person.org_id === id).length,
    notes_count: ofNotes,
    files_count: ofFiles,
  };
}
