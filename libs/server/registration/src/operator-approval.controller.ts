import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { customerIdParameter, emptyRequest, type EmptyRequest } from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { OperatorApprovalService } from './operator-approval.service';

/** 職員の承認: nobody makes an operator alone. */
@Controller('customers/:customerId/operator-approval')
export class OperatorApprovalController {
  constructor(private readonly approvals: OperatorApprovalService) {}

  @Post()
  @HttpCode(204)
  approve(
    @CurrentSession() viewer: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<void> {
    return this.approvals.approve(viewer, customerId);
  }
}
