/** 環境保全研究所: who runs the system, and who speaks in its messages. */
export const OPERATOR_NAME = '環境保全研究所';
/** The product's name, in titles and messages. */
export const PRODUCT_NAME = '業務代行クラウドシステム';
