// Distributions by name: parameters, and the typed array of the samples.

import type { Distributions } from "./catalogue.js";

export type { Distributions };

/**
 * A number for all samples, or one for each: in an array, or as f32 in a buffer of the page, or a part of one
 * (`{ buffer, offset, size }`). Buffers have the usage `STORAGE`, lie on the device that draws, and are read by
 * it alone: their numbers are not checked. A sample whose parameters are outside the domain (NaN or infinite, a
 * negative `std` or `scale`, `low ≥ high`, `p` outside [0, 1]) is the NaN with bits `0x7fc00000`, or 0 of a
 * Bernoulli trial; it takes its words like the others.
 */
export type Each = number | Numbers | GPUBuffer | GPUBufferBinding;

/** No parameters. */
export type None = Record<string, never>;

/** A list of numbers. */
export type Numbers = readonly number[] | Float32Array | Float64Array;

/** The name of a distribution. */
export type DistributionName = keyof Distributions;

/** Parameters of a distribution. */
export type ParametersOf<N extends DistributionName> = Distributions[N]["parameters"];

/** The typed array of a distribution's samples. */
export type ArrayOf<N extends DistributionName> = Distributions[N]["array"];

/** Parameters as an argument: it can be left out where all have defaults. */
export type ParametersArgument<N extends DistributionName> =
  Partial<ParametersOf<N>> extends ParametersOf<N>
    ? [parameters?: ParametersOf<N>]
    : [parameters: ParametersOf<N>];

/** `student_t` is the method `studentT`. */
export type MethodName<S extends string> = S extends `${infer A}_${infer B}`
  ? `${A}${Capitalize<MethodName<B>>}`
  : S;

/** A method for each distribution: the next `n` samples. */
export type DistributionMethods = {
  [N in DistributionName as MethodName<N>]: (
    n: number,
    ...parameters: ParametersArgument<N>
  ) => Promise<ArrayOf<N>>;
};
