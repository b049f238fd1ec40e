/** A `Uint8Array` whose memory isn't shared: `Uint8Array<ArrayBuffer>`, in words that TypeScript before 5.7 has, too. */
export type Bytes = ReturnType<typeof Uint8Array.of>
