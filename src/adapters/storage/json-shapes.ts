/** The shapes of the files that pdqb keeps. Members that are not known stay: a newer version may have written them. */
import * as v from "valibot";

/** valibot takes an array for an object. */
const plainObject = v.custom<Record<string, unknown>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "it must be an object",
);

export const objectOf = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(plainObject, v.looseObject(entries));

/** By names that a person chose. */
export const mapOf = <V extends v.GenericSchema>(value: V) =>
  v.pipe(plainObject, v.record(v.string(), value));

/** Milliseconds that JavaScript has a date for. */
export const instant = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));
