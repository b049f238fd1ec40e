import { expect, test } from 'vitest'
import { barPlot } from './svg.ts'

const bars = [
  { label: 'slow <b>', value: 40, text: '40 ms', ours: false },
  { label: 'quick', value: 10, text: '10 ms', ours: true },
]

test('bars are drawn to one scale, the shortest first', () => {
  const svg = barPlot('Time & more', bars)
  expect([...svg.matchAll(/height="18".*?|width="([\d.]+)" height="18"/g)].map((match) => match[1])).toEqual([
    '97.5',
    '390.0',
  ])
  expect(svg.indexOf('quick')).toBeLessThan(svg.indexOf('slow'))
})

test('labels cannot break out of the image', () => {
  const svg = barPlot('Time & more', bars)
  expect(svg).toContain('slow &lt;b&gt;')
  expect(svg).toContain('Time &amp; more')
})

test('a goal stands where its value is', () => {
  expect(barPlot('t', bars, { value: 20, text: 'goal' })).toContain('<line x1="405.0"')
  expect(barPlot('t', bars)).not.toContain('<line')
})
