/** Stages and pipelines (docs/pipedrive.md 3.2). */
import { notFound } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { numbered } from "../entities.ts";
import { cursorPage } from "../paging.ts";
import type { PipelineRow, StageRow } from "../rows.ts";

export const stageHandlers: Handlers = {
  "v2:getStages": (call) => {
    const asked = call.query.pipeline_id;
    const rows = call.store.stages
      .all()
      .filter((row) => asked === undefined || row.pipeline_id === asked);
    return cursorPage(call, rows, stage);
  },
  "v2:getStage": (call) => ({ data: stage(one(call, call.store.stages)) }),
  "v2:getPipelines": (call) => cursorPage(call, call.store.pipelines.all(), pipeline),
  "v2:getPipeline": (call) => ({ data: pipeline(one(call, call.store.pipelines)) }),
};

function one<T>(call: Call, table: { get(id: string): T | undefined }): T {
  const row = table.get(String(Number(call.path.id)));
  if (!row) throw notFound();
  return row;
}

const stage = (row: StageRow): Json => ({
  ...numbered(row),
  is_deleted: false,
  is_deal_rot_enabled: false,
  days_to_rotten: null,
});

const pipeline = (row: PipelineRow): Json => ({
  ...numbered(row),
  is_deleted: false,
  is_deal_probability_enabled: true,
});
