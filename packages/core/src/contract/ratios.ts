/** The aspect ratios that the ratio models accept, in the vendor's order. Source: the vendor's README. */
export const documentedRatios: readonly string[] = [
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
