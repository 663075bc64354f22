/** Where a file's bytes lie: an address of the storage host, which on loopback is a path of its own. */
import { createHash } from "node:crypto";
import type { Reply, Request } from "../../http.ts";
import { Refusal, refusalReply } from "../answers.ts";
import type { FileRow } from "../rows.ts";
import type { Store } from "../store.ts";

/** Stands for the signature of a storage address: whoever has it may read, without a token. */
const signatureOf = (row: FileRow): string =>
  createHash("sha256").update(`${row.id} ${row.file_name}`).digest("hex");

export const storageAddress = (request: Request, row: FileRow): string =>
  `http://${request.headers.host ?? "127.0.0.1"}/storage/${row.id}?signature=${signatureOf(row)}`;

export function storedFile(request: Request, store: Store): Reply {
  const row = store.files.get(request.path.slice("/storage/".length));
  if (!row?.active_flag || request.query.get("signature") !== signatureOf(row)) {
    return refusalReply(new Refusal(403, "Access denied"));
  }
  return contentReply(row);
}

export function contentReply(row: FileRow): Reply {
  return {
    status: 200,
    headers: {
      "content-type": row.content_type,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(row.name)}`,
    },
    body: Buffer.from(row.content, "base64"),
  };
}
