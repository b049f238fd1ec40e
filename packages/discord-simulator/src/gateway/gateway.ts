import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Backend, GatewayPort } from '../backend.ts'
import type { JsonObject } from '../json.ts'
import { guildCreatePayload } from '../state/guild-wire.ts'
import { userToWire } from '../state/user-wire.ts'
import { GatewayConnection } from './connection.ts'
import { closeCodes, knownIntents, messageContentIntent, opcodes, privilegedIntents } from './protocol.ts'
import { belongsToShard, readShard, type Shard } from './shards.ts'
import { keptEvents, keptIdleSessions, type GatewaySession } from './session.ts'

/** What a test does to the gateway. Every method acts on all connections that are open at the moment. */
export interface GatewayControls {
  /** Sessions that are connected and identified. */
  readonly connectedCount: number
  /** Op 7: the client is asked to reconnect and resume. */
  requestReconnect(): void
  /** Op 9. Not resumable: the session is gone, the client has to identify again. */
  invalidateSessions(resumable: boolean): void
  /** Closes with a code, e.g. 4004. */
  close(code: number, reason?: string): void
  /** Cuts the connections without a closing handshake. */
  drop(): void
  /** The next `times` attempts to identify or resume are refused with a close code. */
  refuseNext(code: number, times?: number): void
  /** Heartbeats stay unanswered from now on, as on a half-open connection. */
  stopAcknowledgingHeartbeats(): void
  /** Resolves when a session is ready. @param timeoutMs of the simulator's clock, default 10,000 */
  ready(timeoutMs?: number): Promise<void>
}

export interface Gateway extends GatewayPort, GatewayControls {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  shutDown(): void
}

export interface GatewayOptions {
  /** Privileged intents that the app was granted; asking for others closes with 4014. Default: none. */
  readonly grantedPrivilegedIntents: number
  /** Connections that a bot of this size must have; fewer are refused with 4011. */
  readonly shards: number
}

export function createGateway(backend: () => Backend, options: GatewayOptions): Gateway {
  const server = new WebSocketServer({ noServer: true })
  const connections = new Set<GatewayConnection>()
  const sessions = new Map<string, GatewaySession>()
  const refusals: number[] = []

  function sendTo(connection: GatewayConnection, session: GatewaySession, event: string, data: JsonObject): void {
    session.sequence += 1
    const payload = { op: opcodes.dispatch, t: event, s: session.sequence, d: data }
    session.sent.push({ sequence: session.sequence, payload })
    if (session.sent.length > keptEvents) session.sent.shift()
    connection.send(payload)
  }

  function dispatch(event: string, full: JsonObject, intents = 0, redacted: JsonObject = full): void {
    const connected = new Map(Array.from(connections, (connection) => [connection.session?.id, connection]))
    for (const session of sessions.values()) {
      if (intents !== 0 && (session.intents & intents) === 0) continue
      if (!belongsToShard(event, full, session.shard)) continue
      const data = (session.intents & messageContentIntent) === 0 ? redacted : full
      const connection = connected.get(session.id)
      if (connection !== undefined) sendTo(connection, session, event, data)
      else if (session.resumable) remember(session, event, data)
    }
  }

  /** A session without a connection gets its events when it resumes. */
  function remember(session: GatewaySession, event: string, data: JsonObject): void {
    session.sequence += 1
    const payload = { op: opcodes.dispatch, t: event, s: session.sequence, d: data }
    session.sent.push({ sequence: session.sequence, payload })
    if (session.sent.length > keptEvents) session.sent.shift()
  }

  function refusal(data: JsonObject): number | undefined {
    const planned = refusals.shift()
    if (planned !== undefined) return planned
    if (data['token'] !== backend().botToken) return closeCodes.authenticationFailed
    return undefined
  }

  function identify(connection: GatewayConnection, data: JsonObject): void {
    const shard = readShard(data['shard'])
    const code = refusal(data) ?? badShard(shard, options) ?? badIntents(data['intents'], options)
    if (code !== undefined || !shard) return connection.close(code ?? closeCodes.invalidShard)
    const { botUser, applicationId, cdn, world, events, newToken, botToken } = backend()
    const session: GatewaySession = {
      id: newToken(),
      intents: Number(data['intents']),
      shard,
      token: botToken,
      sequence: 0,
      sent: [],
      resumable: true,
    }
    forgetOldSessions()
    sessions.set(session.id, session)
    connection.session = session
    const guilds = Array.from(world.guilds.values()).filter(
      (guild) => guild.botInstalled && belongsToShard('GUILD_CREATE', { id: guild.id }, shard),
    )
    sendTo(connection, session, 'READY', {
      v: 10,
      user: { ...userToWire(botUser), verified: true, mfa_enabled: false, email: null },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: `${cdn.origin.replace(/^http/u, 'ws')}/gateway`,
      shard: [...shard],
      application: { id: applicationId, flags: 0 },
    })
    for (const guild of guilds)
      sendTo(connection, session, 'GUILD_CREATE', guildCreatePayload(world, guild, botUser.id))
    events.emit({ type: 'gateway.identified', sessionId: session.id })
  }

  /** Clients that were killed leave sessions behind; a few are kept for a resume. */
  function forgetOldSessions(): void {
    const connected = new Set(Array.from(connections, (connection) => connection.session))
    const idle = Array.from(sessions.values()).filter((session) => !connected.has(session))
    for (const session of idle.slice(0, -keptIdleSessions)) sessions.delete(session.id)
  }

  function resume(connection: GatewayConnection, data: JsonObject): void {
    const code = refusal(data)
    if (code !== undefined) return connection.close(code)
    const session = sessions.get(String(data['session_id']))
    const sequence = Number(data['seq'])
    if (session === undefined || !session.resumable) {
      return connection.send({ op: opcodes.invalidSession, d: false, s: null, t: null })
    }
    if (sequence > session.sequence) return connection.close(closeCodes.invalidSequence, 'Invalid sequence')
    connection.session = session
    for (const event of session.sent) if (event.sequence > sequence) connection.send(event.payload)
    sendTo(connection, session, 'RESUMED', { _trace: [] })
    backend().events.emit({ type: 'gateway.resumed', sessionId: session.id })
  }

  function closed(connection: GatewayConnection, code: number): void {
    connections.delete(connection)
    const { session } = connection
    // Discord ends the session when the client says goodbye properly.
    if (session !== undefined && (code === 1000 || code === 1001)) sessions.delete(session.id)
    backend().events.emit({ type: 'gateway.closed', sessionId: session?.id, code })
  }

  const connectedCount = (): number => Array.from(connections).filter((one) => one.session !== undefined).length

  return {
    get connectedCount() {
      return connectedCount()
    },
    dispatch,
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (websocket) => {
        const version = new URL(request.url ?? '/', 'ws://simulator.invalid').searchParams.get('v')
        const connection = new GatewayConnection(websocket, backend().clock, { identify, resume, closed })
        connections.add(connection)
        if (version !== '10') connection.close(closeCodes.invalidApiVersion, 'Invalid API version')
      })
    },
    requestReconnect() {
      for (const connection of connections) connection.send({ op: opcodes.reconnect, d: null, s: null, t: null })
    },
    invalidateSessions(resumable) {
      for (const connection of connections) {
        const { session } = connection
        if (session !== undefined && !resumable) {
          session.resumable = false
          sessions.delete(session.id)
        }
        connection.session = undefined
        connection.send({ op: opcodes.invalidSession, d: resumable, s: null, t: null })
      }
    },
    close(code, reason) {
      for (const connection of connections) connection.close(code, reason)
    },
    drop() {
      for (const connection of connections) connection.drop()
    },
    refuseNext(code, times = 1) {
      for (let index = 0; index < times; index++) refusals.push(code)
    },
    stopAcknowledgingHeartbeats() {
      for (const connection of connections) connection.acknowledgesHeartbeats = false
    },
    async ready(timeoutMs) {
      await backend().events.until(
        () => 'a gateway session',
        () => (connectedCount() > 0 ? true : undefined),
        timeoutMs,
      )
    },
    shutDown() {
      for (const connection of connections) connection.drop()
      server.close()
    },
  }
}

function badShard(shard: Shard | undefined, { shards }: GatewayOptions): number | undefined {
  if (!shard) return closeCodes.invalidShard
  return shard[1] < shards ? closeCodes.shardingRequired : undefined
}

function badIntents(intents: unknown, { grantedPrivilegedIntents }: GatewayOptions): number | undefined {
  if (typeof intents !== 'number' || intents < 0 || (intents & ~knownIntents) !== 0) return closeCodes.invalidIntents
  if ((intents & privilegedIntents & ~grantedPrivilegedIntents) !== 0) return closeCodes.disallowedIntents
  return undefined
}
