/** A create as the flags ask for it: deal 123 as it is, unless a test says otherwise. */
import type { CreateInput } from "../../src/usecases/plan/create-input.ts";

export const asked = (change: Partial<CreateInput> = {}): CreateInput => ({
  ...{ dealId: 123, links: [], createItems: [], skipLines: [], changes: [], extraLines: [] },
  notDuplicate: false,
  ...change,
});
