/** The package has no types of its own. Source: its index.js, version 0.3.5. */
declare module 'sns-validator' {
  export default class MessageValidator {
    /** `hostPattern` says where a signing certificate may be fetched from. */
    constructor(hostPattern?: RegExp, encoding?: string);
    /** Calls back with the reason why a message is not signed, or with the message. May throw instead. */
    validate(message: object, done: (error: Error | null, message?: object) => void): void;
  }
}
