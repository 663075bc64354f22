/** The one place from which a write to Pipedrive leaves, whatever its kind (docs/pipedrive.md 7), and what a deal has already. */
import type { Pipedrive, PipedriveRequest } from "../../ports.ts";
import type { Client } from "./client.ts";
import { asId, asObject, asText, checkAsked, list } from "./wire.ts";

/** Notes and files come in pages of 100: a deal with more of them is read no further. */
const PAGE = { start: 0, limit: 100 };

export function pipedriveWrites(client: Client): Pick<Pipedrive, "send" | "onDeal"> {
  return {
    async send(request, bytes) {
      const { version, file, answer } = request;
      const parameters = {
        ...request.parameters,
        ...(file !== undefined && { file: pdfFile(file, bytes) }),
      };
      const run = (api: object, access: readonly unknown[]) =>
        operationOf(request, api, access)(parameters);
      const { value: id, traceId } = await (version === "v1"
        ? client.writeV1(run, idOf(answer))
        : client.write(run, idOf(answer)));
      return { made: { id }, traceId };
    },

    onDeal: (dealId, what) => onDeal(client, dealId, what),
  };
}

/** The official client names its methods as the definition does. */
function operationOf(
  { group, operation }: PipedriveRequest,
  api: object,
  access: readonly unknown[],
): (parameters: object) => Promise<unknown> {
  const factory = Reflect.get(api, `${group}ApiFactory`) as (
    ...access: readonly unknown[]
  ) => Record<string, ((parameters: object) => Promise<unknown>) | undefined>;
  const run = factory(...access)[operation];
  if (!run) throw new Error(`Pipedrive's client has no ${group}.${operation}`);
  return run;
}

function onDeal(
  client: Client,
  ...[dealId, what]: Parameters<Pipedrive["onDeal"]>
): ReturnType<Pipedrive["onDeal"]> {
  const rows = (name: string) => (data: unknown) =>
    list(data).map((row) => {
      checkAsked(dealId, row.deal_id);
      return { id: asId(row.id), text: asText(row[name]) ?? "" };
    });
  const price = { cost: 20 };
  switch (what) {
    case "notes":
      return client.readV1(
        (api, access) =>
          api
            .NotesApiFactory(...access)
            .getNotes({ deal_id: dealId, sort: "add_time DESC", ...PAGE }),
        rows("content"),
        price,
      );
    case "files":
      return client.readV1(
        (api, access) =>
          api
            .DealsApiFactory(...access)
            .getDealFiles({ id: dealId, sort: "add_time DESC", ...PAGE } as never),
        rows("name"),
        price,
      );
    case "activities":
      return client
        .pages(
          (api, access, page) =>
            api
              .ActivitiesApiFactory(...access)
              .getActivities({ ...page, deal_id: dealId } as never),
          (row) => {
            const wire = asObject(row) ?? {};
            checkAsked(dealId, wire.deal_id);
            return { id: asId(wire.id), text: asText(wire.subject) ?? "" };
          },
        )
        .then((found) => found.rows);
  }
}

/** Throws where the answer is about something else than what was sent. */
function idOf({ id, same }: PipedriveRequest["answer"]): (data: unknown) => string {
  return (data) => {
    const wire = asObject(data) ?? {};
    for (const [name, value] of Object.entries(same)) checkAsked(value, wire[name]);
    const made = id === "id" ? String(asId(wire.id)) : asText(wire[id]);
    if (made === null) throw new TypeError(`Pipedrive sent no ${id}`);
    return made;
  };
}

function pdfFile(name: string, bytes: Uint8Array | undefined): File {
  if (!bytes?.length) throw new Error("A file without content is never sent");
  // A bare buffer would arrive as a text field (docs/pipedrive.md 2.4).
  return new File([Buffer.from(bytes)], name, { type: "application/pdf" });
}
