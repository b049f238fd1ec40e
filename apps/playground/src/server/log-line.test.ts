import { expect, test } from 'vitest'
import { readLogLine } from './log-line.ts'

test('a line of the log: its message, and what is worth a look', () => {
  const line = '{"level":30,"time":1,"pid":2,"hostname":"h","jobId":"7","way":"answer","msg":"delivered"}'
  expect(readLogLine(line)).toEqual({ level: 30, message: 'delivered', details: 'jobId="7" way="answer"' })
})

test.each(['Error: no such file', '42', 'null', '{"half'])('%s is a warning as it is', (text) => {
  expect(readLogLine(text)).toEqual({ level: 40, message: text, details: '' })
})
