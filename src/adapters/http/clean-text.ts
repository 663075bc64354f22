/** Words of a service, made fit for a message of ours. */
import { redact } from "../../domain/redact.ts";

/** Text from a service, safe for a terminal and in one line: control characters become spaces, secrets are hidden. */
export function cleanText(text: string, lengthMax = 500): string {
  const plain = redact(text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim());
  return plain.length > lengthMax ? `${plain.slice(0, lengthMax)}…` : plain;
}
