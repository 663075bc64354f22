/**
 * Paces the requests of all who share a ledger: one row for each service and company holds when the last ones left, newest first, by
 * the server's clock. Without the server nothing leaves.
 */
import { type Pace, paceBy, type Rate } from "../pace.ts";
import type { Connection } from "./connection.ts";

const NOW = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

/** `name`: what the rates hold for. */
export function postgresPacer(connection: Connection, name: string, rates: readonly Rate[]): Pace {
  const kept = Math.max(...rates.map(({ requests }) => requests));
  // A clock that was set back must not stop everything.
  const isFree = ({ requests, withinMs }: Rate) =>
    `coalesce(pace.sent[${requests}] not between ${NOW} - ${withinMs - 1} and ${NOW}, true)`;
  const take = `insert into pace as pace (name, sent) values ($1, array[${NOW}]) on conflict (name)
    do update set sent = ${NOW} || pace.sent[1:${kept - 1}] where ${rates.map(isFree).join(" and ")}`;
  const wait = `select greatest(1, ${rates
    .map(({ requests, withinMs }) => `sent[${requests}] + ${withinMs} - ${NOW}`)
    .join(", ")}) as wait from pace where name = $1`;
  return paceBy(async () => {
    const { rowCount } = await connection.apart({ sql: take, values: [name] });
    if (rowCount === 1) return 0;
    const { rows } = await connection.apart({ sql: wait, values: [name] });
    return Number(rows[0]?.["wait"] ?? 1);
  });
}
