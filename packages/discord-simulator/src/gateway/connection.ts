import type { RawData, WebSocket } from 'ws'
import type { DiscordClock } from '../clock/clock.ts'
import { isObject, type JsonObject } from '../json.ts'
import { closeCodes, opcodes } from './protocol.ts'
import type { GatewaySession } from './session.ts'

const heartbeatIntervalMs = 41_250
/** Payloads that a client may send in a minute. */
const maxSentPerMinute = 120

export interface ConnectionHandlers {
  identify(connection: GatewayConnection, data: JsonObject): void
  resume(connection: GatewayConnection, data: JsonObject): void
  closed(connection: GatewayConnection, code: number): void
}

/** One websocket of a client: framing, heartbeats and the order in which things may be said. */
export class GatewayConnection {
  session: GatewaySession | undefined
  acknowledgesHeartbeats = true
  readonly #socket: WebSocket
  readonly #clock: DiscordClock
  readonly #handlers: ConnectionHandlers
  #cancelHeartbeatLimit: () => void = () => undefined
  #receivedAtMs: number[] = []

  constructor(socket: WebSocket, clock: DiscordClock, handlers: ConnectionHandlers) {
    this.#socket = socket
    this.#clock = clock
    this.#handlers = handlers
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary))
    socket.on('close', (code) => {
      this.#cancelHeartbeatLimit()
      handlers.closed(this, code)
    })
    socket.on('error', () => socket.terminate())
    this.#expectHeartbeat()
    this.send({ op: opcodes.hello, d: { heartbeat_interval: heartbeatIntervalMs, _trace: [] }, s: null, t: null })
  }

  send(payload: JsonObject): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(payload))
  }

  close(code: number, reason = ''): void {
    this.#socket.close(code, reason)
  }

  /** Cuts the connection without a closing handshake. */
  drop(): void {
    this.#socket.terminate()
  }

  /** A client that stays silent for two intervals is cut off. */
  #expectHeartbeat(): void {
    this.#cancelHeartbeatLimit()
    this.#cancelHeartbeatLimit = this.#clock.setTimer(
      () => this.close(closeCodes.sessionTimedOut, 'Session timed out'),
      heartbeatIntervalMs * 2,
    )
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (!this.#mayReceive()) return this.close(closeCodes.rateLimited, 'Rate limited')
    const payload = isBinary ? undefined : parse(data)
    if (payload === undefined) return this.close(closeCodes.decodeError, 'Error while decoding payload')
    const body = isObject(payload['d']) ? payload['d'] : {}
    switch (payload['op']) {
      case opcodes.heartbeat:
        this.#expectHeartbeat()
        if (this.acknowledgesHeartbeats) this.send({ op: opcodes.heartbeatAck, d: null, s: null, t: null })
        return
      case opcodes.identify:
        if (this.session !== undefined) return this.close(closeCodes.alreadyAuthenticated, 'Already authenticated')
        return this.#handlers.identify(this, body)
      case opcodes.resume:
        if (this.session !== undefined) return this.close(closeCodes.alreadyAuthenticated, 'Already authenticated')
        return this.#handlers.resume(this, body)
      case opcodes.presenceUpdate:
      case opcodes.voiceStateUpdate:
      case opcodes.requestGuildMembers:
        if (this.session === undefined) this.close(closeCodes.notAuthenticated, 'Not authenticated')
        return
      default:
        this.close(closeCodes.unknownOpcode, 'Unknown opcode')
    }
  }

  #mayReceive(): boolean {
    const nowMs = this.#clock.now()
    this.#receivedAtMs = this.#receivedAtMs.filter((atMs) => atMs > nowMs - 60_000)
    this.#receivedAtMs.push(nowMs)
    return this.#receivedAtMs.length <= maxSentPerMinute
  }
}

function parse(data: RawData): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse((data as Buffer).toString('utf8'))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
