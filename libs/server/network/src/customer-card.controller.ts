import { Body, Controller, Get, HttpCode, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import {
  childrenQuery,
  customerCard,
  customerChildren,
  customerIdParameter,
  customerMove,
  moveCustomerQuery,
  moveCustomerRequest,
  type ChildrenQuery,
  type CustomerCard,
  type CustomerChildren,
  type CustomerMove,
  type MoveCustomerQuery,
  type MoveCustomerRequest,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { CardService } from './card.service';
import { MoveService } from './move.service';
import { TreeService } from './tree.service';

/** One customer of the own network. */
@Controller('customers/:customerId')
export class CustomerCardController {
  constructor(
    private readonly cards: CardService,
    private readonly tree: TreeService,
    private readonly moves: MoveService,
  ) {}

  @Get()
  @SerializeOptions({ schema: customerCard })
  show(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
  ): Promise<CustomerCard> {
    return this.cards.show(viewer, customerId);
  }

  @Get('children')
  @SerializeOptions({ schema: customerChildren })
  children(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Query({ schema: childrenQuery }) { after }: ChildrenQuery,
  ): Promise<CustomerChildren> {
    return this.tree.children(viewer, customerId, after);
  }

  @Get('move')
  @SerializeOptions({ schema: customerMove })
  preview(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Query({ schema: moveCustomerQuery }) { parentCustomerId }: MoveCustomerQuery,
  ): Promise<CustomerMove> {
    return this.moves.preview(viewer, customerId, parentCustomerId);
  }

  @Post('move')
  @HttpCode(200)
  @SerializeOptions({ schema: customerMove })
  move(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Body({ schema: moveCustomerRequest }) { parentCustomerId }: MoveCustomerRequest,
  ): Promise<CustomerMove> {
    return this.moves.move(viewer, customerId, parentCustomerId);
  }
}
