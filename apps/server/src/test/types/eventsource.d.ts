// The MCP client, which only tests use, imports these types; the package's own are behind its `source` condition, in
// TypeScript that our settings refuse.
export declare class EventSource extends EventTarget {}
export interface ErrorEvent extends Event {}
export interface EventSourceInit {}
