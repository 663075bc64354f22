/** Activity types of a new account: key, name, icon. */
export const ACTIVITY_TYPES = [
  ["call", "Call", "call"],
  ["meeting", "Meeting", "meeting"],
  ["task", "Task", "task"],
  ["deadline", "Deadline", "deadline"],
  ["email", "Email", "email"],
  ["lunch", "Lunch", "lunch"],
] as const;
