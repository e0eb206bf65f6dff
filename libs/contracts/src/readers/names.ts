/** 環境保全研究所: the company that runs the system and is named as the sender in its messages. */
export const OPERATOR_NAME = '環境保全研究所';
/** The name of the product, used in titles and messages. */
export const PRODUCT_NAME = '業務代行クラウドシステム';
