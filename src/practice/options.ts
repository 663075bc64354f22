/** What both practice services are started with. */
import type { PracticeClock } from "./http.ts";
import type { State } from "./state.ts";

export type PracticeOptions = {
  clientId: string;
  clientSecret: string;
  apiToken: string;
  setting(name: string): string;
};

export type Surroundings = { state: State; clock: PracticeClock; options: PracticeOptions };
