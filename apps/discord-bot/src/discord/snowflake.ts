/** Discord counts from the first second of 2015. Source: "Reference", snowflakes. */
const epochMs = 1_420_070_400_000

/** The first id of a moment; ids that Discord makes later are larger. */
export function snowflakeAt(ms: number): bigint {
  return BigInt(Math.max(0, Math.floor(ms) - epochMs)) << 22n
}
