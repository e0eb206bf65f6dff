/** The customer that a route is about, and which customers a dealer can reach there. */
export interface About {
  parameter: 'customerId' | 'parentCustomerId';
  /** The dealer's own subtree, with or without the dealer's own record; for operators the whole tree. */
  reach: 'at or below' | 'below';
}

/** What the second-person rules say about a route. docs/security/authorisation.md states the rules themselves. */
export type SecondPerson =
  /** This route only requests a change: an approver has to agree. */
  | 'an approver'
  /** This route agrees to a request. Only a user who may approve this request can call it. */
  | 'is the approver'
  /** This route agrees or refuses, through a link to an address that was confirmed before. */
  | 'is the customer'
  | 'not the asker'
  | 'the asker only'
  | 'not who changed a contact'
  /** This route makes an operator who stays suspended until a second operator agrees. */
  | 'a second operator'
  | 'is the second operator';

/** Who may call a route, and what must have happened before. */
export interface AccessRule {
  openTo: 'anybody' | 'signed-in' | 'dealers' | 'operators';
  /** Also open to users who signed in with a login of the old system. All other routes are closed to them. */
  openToLegacyLogin?: true;
  /**
   * `NetworkScope` checks this in the transaction of the act, because a move immediately changes who is below whom.
   */
  about?: readonly About[];
  /**
   * Whether the user must have given the password again within STEP_UP_MINUTES.
   * `makes operators`: only when the rank in the form is an operator's rank; the use case checks that.
   * `by passkey`: the password is not enough; it must have been a passkey, or a recovery code at the sign-in.
   * `by passkey if required`: as `by passkey` for a customer who requires passkeys; as `true` for all others.
   */
  stepUp: boolean | 'makes operators' | 'by passkey' | 'by passkey if required';
  /** The use cases and the triggers of the database enforce this. */
  secondPerson?: SecondPerson;
}
