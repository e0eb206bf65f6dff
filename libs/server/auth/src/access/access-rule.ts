/** The customer whom a route is about, and how far a dealer reaches there. */
export interface About {
  parameter: 'customerId' | 'parentCustomerId';
  /** The own subtree, with or without the own record; for operators the whole tree. */
  reach: 'at or below' | 'below';
}

/** What the second-person rules say of a route; docs/security/authorisation.md states the rules themselves. */
export type SecondPerson =
  /** Only asks: an approver has to agree. */
  | 'an approver'
  /** Agrees: only who may approve this request. */
  | 'is the approver'
  /** Agrees or refuses, by a link to an address that was confirmed before. */
  | 'is the customer'
  | 'not the asker'
  | 'the asker only'
  | 'not who changed a contact'
  /** Makes an operator who stays suspended until a second operator agrees. */
  | 'a second operator'
  | 'is the second operator';

/** Who may ask a route, and what must have happened before. */
export interface AccessRule {
  openTo: 'anybody' | 'signed-in' | 'dealers' | 'operators';
  /** For those, too, who signed in with a login of the old system. All other routes are closed to them. */
  openToLegacyLogin?: true;
  /** `NetworkScope` holds this, in the transaction of the act: a move changes at once who is below whom. */
  about?: readonly About[];
  /**
   * Whether the password must have been given again within STEP_UP_MINUTES.
   * `makes operators`: only when the rank in the form is one of operators, which the use case judges.
   * `by passkey`: the password does not do; it must have been a passkey, or a recovery code at the sign-in.
   * `by passkey if required`: the same for who requires passkeys; for all others as `true`.
   */
  stepUp: boolean | 'makes operators' | 'by passkey' | 'by passkey if required';
  /** The use cases and triggers of the database hold this. */
  secondPerson?: SecondPerson;
}
