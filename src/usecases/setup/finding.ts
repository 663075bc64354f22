/** One thing that `doctor` found, with its cure. */
export type Finding = {
  /** What was examined. */
  check: string;
  state: "ok" | "warning" | "problem";
  message: string;
  /** The cure; empty where there is nothing to do. */
  next: string;
};

export function finding(
  check: string,
  state: Finding["state"],
  message: string,
  next = "",
): Finding {
  return { check, state, message, next: state === "ok" ? "" : next };
}
