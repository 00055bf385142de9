/** The server's clock and zone, read in the same session as the rows that it dates. */
export interface ServerClock {
  /** `NOW(6)` as the server wrote it, in the session's time zone. */
  readonly nowText: string;
  /** The same moment, microseconds since the Unix epoch, from the server's own `UNIX_TIMESTAMP(NOW(6))`. */
  readonly nowMicros: bigint;
  /** `@@time_zone`: `+08:00`, `SYSTEM`, a name. */
  readonly timeZone: string;
  /** `@@system_time_zone`. */
  readonly systemTimeZone: string;
}

/** A moment as a view shows it. */
export interface ServerTime {
  /** The server's text, in the session's time zone. */
  readonly text: string;
  /** Microseconds since the Unix epoch; absent where the text could not be read as a time. */
  readonly epochMicros: bigint | undefined;
}
