import { expect, it } from "vitest";
import { areUnlike } from "../../../src/domain/plan/unlike-names.ts";

it.each([
  ["Setup fee", "Hours, senior", true],
  ["Setup fee", "Catering", true],
  ["Panel 80 mm", "Insulation PANELS", false],
  ["Hour, senior consultant", "Hours, senior", false],
  ["Web-care", "Website care", false],
  ["مشروع النخيل", "النخيل", false],
  // Nothing that could be compared.
  ["🌴", "Catering", false],
  ["", "Catering", false],
])("%s and %s", (product, item, unlike) => expect(areUnlike(product, item)).toBe(unlike));
