/** Bars as SVG, drawn by echarts without a browser. Its colours are those of the page, light or dark. */
import { BarChart as Bars } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { clean, truncate } from "../text.ts";
import { type BarChart, TONES } from "./document.ts";
import { html } from "./html.ts";

use([Bars, GridComponent, LegendComponent, SVGRenderer]);

/** Stand for colours of the page, which echarts cannot know: in the picture they are replaced. */
const INK = "#010203";
const LINE = "#040506";
const BARS = new Map(TONES.map((tone, index) => [tone, `#0a0b0${index + 1}`]));
const STYLES: Record<string, string> = {
  [INK]: "var(--ink)",
  [LINE]: "var(--line)",
  ...Object.fromEntries([...BARS].map(([tone, color]) => [color, `var(--bar-${tone})`])),
};

const WIDTH = 560;
const LABEL_MAX = 24;
/** What a character of the page's font may need more than echarts reckons with, which cannot know it. */
const SPARE_WIDTH = 1.5;

/** The element, with what it shows as its name; the numbers themselves stand in the table beside it. */
export function barChart({ title, currency, bars, series }: BarChart): string {
  const hasLegend = series.length > 1;
  const labels = bars.map((one) => truncate(clean(one), LABEL_MAX));
  const longest = Math.max(0, ...labels.map((label) => label.length));
  const chart = init(null, null, {
    renderer: "svg",
    ssr: true,
    width: WIDTH,
    height: 70 + bars.length * 26 + (hasLegend ? 24 : 0),
  });
  chart.setOption({
    animation: false,
    textStyle: { color: INK, fontFamily: "inherit" },
    grid: {
      left: 8,
      right: 24,
      top: hasLegend ? 32 : 8,
      bottom: 28,
      outerBounds: { left: longest * SPARE_WIDTH },
    },
    ...(hasLegend && { legend: { top: 0, itemWidth: 14, itemGap: 22, textStyle: { color: INK } } }),
    xAxis: {
      type: "value",
      name: currency,
      nameLocation: "end",
      splitNumber: 4,
      axisLabel: { color: INK },
      splitLine: { lineStyle: { color: LINE } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: labels,
      axisLabel: { color: INK },
      axisLine: { lineStyle: { color: LINE } },
      axisTick: { show: false },
    },
    series: series.map(stacked),
  });
  const svg = chart.renderToSVGString({ useViewBox: true });
  chart.dispose();
  const name = html`<svg role="img" aria-label="${title} (${currency})" `.text;
  return Object.entries(STYLES).reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    svg.replace("<svg ", name),
  );
}

const stacked = ({ name, tone, values }: BarChart["series"][number]) => ({
  type: "bar" as const,
  name: clean(name),
  itemStyle: {
    color: BARS.get(tone),
    ...(tone === "bad" && { borderColor: INK, borderWidth: 1.5 }),
  },
  // Nothing happens where the pointer is: it would need styles that know no dark.
  silent: true,
  emphasis: { disabled: true },
  stack: "all",
  barMaxWidth: 16,
  // A picture: the exact amounts stand in the table. Of nothing not even an outline is drawn.
  data: values.map((value) => Number(value) || null),
});
