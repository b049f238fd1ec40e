/** An aspect ratio that at least one edition documents. */
export type FluxRatio = '1:1' | '16:9' | '21:9' | '3:2' | '2:3' | '4:5' | '5:4' | '3:4' | '4:3' | '9:16' | '9:21'

/** In the vendor's order. Source: the vendor's README. */
export const readmeRatios: readonly FluxRatio[] = [
  '1:1',
  '16:9',
  '21:9',
  '3:2',
  '2:3',
  '4:5',
  '5:4',
  '3:4',
  '4:3',
  '9:16',
  '9:21',
]

/** Source: the vendor's guide of October 2026, which no longer lists 4:5 and 5:4. */
export const currentRatios: readonly FluxRatio[] = readmeRatios.filter((ratio) => ratio !== '4:5' && ratio !== '5:4')
