/** Typed details: shown with what they are, kept by Enter, cleared by a dash. */
import { say } from "../../../cli/answer.ts";
import { clean } from "../../../cli/format.ts";
import { PdqbError } from "../../../domain/errors.ts";
import type { InvoicePlan } from "../../../domain/plan/invoice-plan.ts";
import type { CreateInput } from "../../../usecases/plan/create-input.ts";
import { detailsOf, type Session, setDetails } from "./session.ts";
import { type Detail, type DetailName, TEXT_DETAILS } from "./text-details.ts";

export type { DetailName };

/** `-` is nothing, Enter alone what stands there. */
export async function editText(
  session: Session,
  name: DetailName,
  plan: InvoicePlan,
): Promise<boolean> {
  const detail: Detail = TEXT_DETAILS[name];
  const details = detailsOf(session);
  const now = detail.shown(details, plan);
  const today = await session.context.today();
  const hint = [detail.hint, "Enter keeps it", "- for none"].filter(Boolean).join(", ");
  const put = (one: CreateInput, text: string) =>
    detail.put(one, text.trim() === "-" ? undefined : text.trim(), today);
  const text = await session.context.ask.text(`${detail.title} (${hint}):`, {
    flag: detail.flag,
    ...(now === "" ? {} : { default: now }),
    validate: (typed) => typed === "" || typed === now || faultOf(() => put({ ...details }, typed)),
  });
  if (text === "" || text === now) return false;
  const changed = { ...details };
  put(changed, text);
  setDetails(session, changed);
  return true;
}

/** The answer to a problem that another text mends. */
export async function answerText(
  session: Session,
  name: DetailName,
  { plan, problem }: { plan: InvoicePlan; problem: string },
): Promise<boolean> {
  await say(session.context.io, clean(problem));
  return editText(session, name, plan);
}

/** True, or what is wrong. */
function faultOf(work: () => void): true | string {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof PdqbError) return `${error.message} ${error.reason}`.trim();
    throw error;
  }
}
