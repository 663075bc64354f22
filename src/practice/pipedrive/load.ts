/** Many won deals at once, for benchmarks: without lines, of the value that an invoice of the books is loaded with. */
import { dayOf, type Load, NET } from "../load.ts";
import type { State } from "../state.ts";
import { signedInUser } from "./oauth/authorize.ts";
import { BLANK_DEAL, type DealRow } from "./rows.ts";
import { OPEN_STAGE, PIPELINE } from "./seed-deals.ts";
import { storeOf } from "./store.ts";
import { v2Time } from "./times.ts";

/** Answers with their ids. */
export function loadDeals(state: State, load: Load, now: Date): number[] {
  const { deals, fields } = load;
  const store = storeOf(state);
  const owner = signedInUser(store).id;
  return store.transaction(() =>
    Array.from({ length: deals }, (_, place) => {
      const id = store.next("deals");
      const won = v2Time(dayOf(load, now, [place, deals]));
      const row: DealRow = {
        ...BLANK_DEAL,
        ...{ id: String(id), title: `Loaded deal ${place + 1}`, value: NET, custom_fields: fields },
        ...{ add_time: won, update_time: won, is_deleted: false, visible_to: 3 },
        ...{ owner_id: Number(owner), creator_user_id: Number(owner) },
        ...{ pipeline_id: PIPELINE, stage_id: OPEN_STAGE + 1, currency: store.company().currency },
        ...{ status: "won", stage_change_time: won, close_time: won, won_time: won },
      };
      store.deals.put(row);
      return id;
    }),
  );
}
