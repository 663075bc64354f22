/** Which tax code a percent means, asked at the terminal. */
import type { Choice } from "../../../cli/prompt.ts";
import type { TaxCode } from "../../../domain/books.ts";
import type { Problem } from "../../../domain/errors.ts";
import { plainText } from "../../../domain/money/money.ts";
import { percentOf } from "../../../usecases/books/match-books.ts";
import { type Session, stopped } from "./session.ts";

const STOP = Symbol("stop");
const AGAIN = Symbol("again");
type Code = TaxCode | typeof STOP | typeof AGAIN;

export const codeName = (code: TaxCode) =>
  `${code.name} (${plainText(percentOf(code))} %, id ${code.id})`;

export async function answerTaxCode(session: Session, { percent }: Problem): Promise<boolean> {
  const { answers, planner } = session;
  if (percent === undefined) return false;
  if (answers.taxCodes.has(percent)) return true;
  if (planner.taxCandidates(percent).length === 0) return false;
  const code = await askTaxCode(session, percent, session.leave);
  if (code === null) throw stopped();
  answers.taxCodes.set(percent, code);
  return true;
}

/** Of several codes of one percent none is under the cursor: export and exempt are both 0 %. */
export async function askTaxCode(
  { context: { ask }, planner, leave }: Session,
  percent: string,
  back: string,
): Promise<TaxCode | null> {
  const codes = planner
    .taxCandidates(percent)
    .map((code): Choice<Code> => ({ value: code, name: codeName(code) }));
  const choose: Choice<Code> = {
    value: AGAIN,
    name: `${codes.length} codes have ${percent} %: choose one of these`,
  };
  for (;;) {
    const chosen = await ask.select<Code>(
      `Which tax code for ${percent} %?`,
      [...(codes.length === 1 ? [] : [choose]), ...codes, { value: STOP, name: back }],
      {
        flag: `pdqb tax link ${percent} --code <code>`,
        escape: back === leave ? undefined : STOP,
      },
    );
    if (chosen === STOP) return null;
    if (chosen !== AGAIN) return chosen;
  }
}
