import { Body, Controller, Get, HttpCode, Param, Post, SerializeOptions } from '@nestjs/common';
import {
  customerIdParameter,
  emptyRequest,
  operatorAppointments,
  type EmptyRequest,
  type OperatorAppointments,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { OperatorApprovalService } from './operator-approval.service';

/** 職員の承認: a new operator needs a second operator's approval. */
@Controller()
export class OperatorApprovalController {
  constructor(private readonly approvals: OperatorApprovalService) {}

  @Get('operator-appointments')
  @SerializeOptions({ schema: operatorAppointments })
  list(@CurrentSession() viewer: SignedIn): Promise<OperatorAppointments> {
    return this.approvals.list(viewer);
  }

  @Post('customers/:customerId/operator-approval')
  @HttpCode(204)
  approve(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<void> {
    return this.approvals.approve(viewer, customerId);
  }

  @Post('customers/:customerId/operator-refusal')
  @HttpCode(204)
  refuse(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<void> {
    return this.approvals.refuse(viewer, customerId);
  }
}
