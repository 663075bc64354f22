/** What a request carries that nobody but the service may see, so that a text which repeats it is hidden. */
import { hideSecrets } from "../../domain/redact.ts";
import type { InternalAxiosRequestConfig } from "../axios.cjs";

const FORM_MEMBERS = ["refresh_token", "client_secret", "code", "token"];

/** Remembers tokens and secrets of a request that is about to leave. */
export function hideSent({ headers, data }: InternalAxiosRequestConfig): void {
  const [scheme = "", credential = ""] = String(headers.get("Authorization") ?? "").split(" ");
  const secrets = [credential, String(headers.get("x-api-token") ?? "")];
  if (/^basic$/i.test(scheme)) {
    secrets.push(Buffer.from(credential, "base64").toString("utf8").split(":")[1] ?? "");
  }
  if (/form-urlencoded/.test(String(headers.get("Content-Type") ?? ""))) {
    const form = new URLSearchParams(String(data));
    secrets.push(...FORM_MEMBERS.flatMap((name) => form.getAll(name)));
  }
  hideSecrets(...secrets);
}
