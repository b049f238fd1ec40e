import fc from 'fast-check'

/** Tiny real images, as libpng, mozjpeg, libwebp, cgif and libaom write them. */
const base64 = [
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  '/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAQABgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAQF/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AnARtoAB//9k=',
  '/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wgARCAAQABgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAWAQEBAQAAAAAAAAAAAAAAAAAAAwT/2gAMAwEAAhADEAAAAZiO0D//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAEFAl//xAAUEQEAAAAAAAAAAAAAAAAAAAAQ/9oACAEDAQE/AT//xAAUEQEAAAAAAAAAAAAAAAAAAAAQ/9oACAECAQE/AT//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAY/Al//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAE/IV//2gAMAwEAAgADAAAAEAAP/8QAFBEBAAAAAAAAAAAAAAAAAAAAEP/aAAgBAwEBPxA//8QAFBEBAAAAAAAAAAAAAAAAAAAAEP/aAAgBAgEBPxA//8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQABPxBf/9k=',
  'UklGRj4AAABXRUJQVlA4IDIAAADQAgCdASoYABAAPxFysFAsJqSisAgBgCIJQBdgBaSAAP7QyuuFssyf9qflZ7vuqWYAAA==',
  'UklGRh4AAABXRUJQVlA4TBEAAAAvF8ADAAdQojJ3pv+BiOh/AAA=',
  'UklGRpYAAABXRUJQVlA4WAoAAAAQAAAAFwAADwAAQUxQSB0AAAARHyCQTfwt20XSiIhYQJBtM8lJTvICB4jof6C1ZwBWUDggUgAAAHADAJ0BKhgAEAA/cabHWLStKCOwCAKQLglsAJ0vXIWmlaHZcAD+9ZjeG6awqSaqWI2IGYJFVN1B7lpN4BPF7z0td4XZVOJCeqbahrgf3mjToAA=',
  'R0lGODlhGAAQAIAAAExpccxEMyH5BAUAAAAALAAAAAAYABAAAAIRjI+py+0Po5y02ouz3rz7rxQAOw==',
  'R0lGODlhGAAIAIEAAL1Wa74ZIG40JiU3DSH5BAQAAAAALAAAAAAYAAgAAAIinG+iK+H/EGILWnmoshAn3XCBN4AhgKYkmLboSrkuvMhuAQAh+QQFAAAEACwAAAAAGAAIAIHU0Sa3q8tyqn0mqioDJDi6LP4uyMkqhDPXdkXW29B5HxWOZQAAoXiV63q+XyxvXW0DCQA7',
  'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACEAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAABgAAAAQAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAApbWRhdBIACgg4EO/tICGg0jITHsJipOAAFgAArrGcmscFMhko7A==',
  'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAAXBtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAABlAABAAAAAAAAACsAAgAAAAABvwABAAAAAAAAABQAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABhdjAxAAAAABVpbmZlAgAAAAACAABhdjAxAAAAAA5waXRtAAAAAAABAAAAr2lwcnAAAACKaXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAABgAAAAQAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQAcAAAAAA5waXhpAAAAAAEIAAAAOGF1eEMAAAAAdXJuOm1wZWc6bXBlZ0I6Y2ljcDpzeXN0ZW1zOmF1eGlsaWFyeTphbHBoYQAAAAAdaXBtYQAAAAAAAAACAAEDgQIDAAIEhAIFhgAAABppcmVmAAAAAAAAAA5hdXhsAAIAAQABAAAAR21kYXQSAAoIOBDv7SAhoNIyHR+SYoTgABZ1wNdr0ZQzAw/Pb09cUXvtlnGqrYiwEgAKBRgQ7+wqMgkfAAABAAzNdTI=',
]

/** Whole images. */
export const sampleImages: readonly Uint8Array<ArrayBuffer>[] = base64.map((text) =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0)),
)

/** Flipped bits, a piece cut out, another image's piece put in, an end that is missing. */
export const brokenImages: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .record({
    image: fc.constantFrom(...sampleImages),
    flips: fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { maxLength: 4 }),
    splice: fc.option(
      fc.record({
        at: fc.nat(400),
        remove: fc.nat(60),
        other: fc.constantFrom(...sampleImages),
        from: fc.nat(400),
        length: fc.nat(60),
      }),
    ),
    keep: fc.option(fc.nat(600)),
  })
  .map(({ image, flips, splice, keep }) => {
    let bytes = [...image]
    for (const [at, mask] of flips) {
      const index = at % bytes.length
      bytes[index] = (bytes[index] ?? 0) ^ mask
    }
    if (splice)
      bytes.splice(splice.at, splice.remove, ...splice.other.subarray(splice.from, splice.from + splice.length))
    if (keep !== null) bytes = bytes.slice(0, keep)
    return Uint8Array.from(bytes)
  })

export const anyImage: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(fc.constantFrom(...sampleImages), brokenImages)
