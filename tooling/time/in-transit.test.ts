import { expect, test } from 'vitest'
import { isInTransit, type NetworkReport, type SocketReport } from './in-transit.ts'

const client: SocketReport = { localPort: 4000, remotePort: 80, isConnecting: false, bytesWritten: 10, bytesRead: 20 }
const server: SocketReport = { localPort: 80, remotePort: 4000, isConnecting: false, bytesWritten: 20, bytesRead: 10 }

function report(parts: Partial<NetworkReport>): NetworkReport {
  return { sockets: [], closed: [], listeningPorts: [], ...parts }
}

test('nothing is in transit when each end has read what the other wrote', () => {
  expect(isInTransit([report({ sockets: [client] }), report({ sockets: [server] })])).toBe(false)
})

test('both ends may be in one process', () => {
  expect(isInTransit([report({ sockets: [client, server] })])).toBe(false)
})

test('what one end has written and the other has not read is in transit', () => {
  const behind = { ...server, bytesRead: 9 }
  expect(isInTransit([report({ sockets: [client] }), report({ sockets: [behind] })])).toBe(true)
  const ahead = { ...server, bytesWritten: 21 }
  expect(isInTransit([report({ sockets: [client] }), report({ sockets: [ahead] })])).toBe(true)
})

test('a connection that is being made is in transit', () => {
  expect(isInTransit([report({ sockets: [{ ...client, isConnecting: true }] })])).toBe(true)
})

test('a connection that the server has not accepted is in transit', () => {
  expect(isInTransit([report({ sockets: [client] }), report({ listeningPorts: [80] })])).toBe(true)
})

test('a close that the other end has not seen is in transit', () => {
  expect(isInTransit([report({ sockets: [client] }), report({ closed: ['80:4000'], listeningPorts: [80] })])).toBe(true)
})

test('a connection to a process that reports nothing does not count', () => {
  expect(isInTransit([report({ sockets: [client] })])).toBe(false)
})

test('nothing is in transit on a connection that both ends have closed', () => {
  expect(isInTransit([report({ closed: ['80:4000', '4000:80'] })])).toBe(false)
})
