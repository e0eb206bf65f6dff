import { Body, Controller, Get, HttpCode, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import {
  contactChange,
  contactChanges,
  contactChangesQuery,
  emptyRequest,
  refuseContactChangeRequest,
  type ContactChanges,
  type ContactChangesQuery,
  type EmptyRequest,
  type RefuseContactChangeRequest,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { ContactApprovalService } from './contact-approval.service';

/** 承認: changes of contacts that wait for a second person. */
@Controller('contact-change-requests')
export class ContactChangeController {
  constructor(private readonly approvals: ContactApprovalService) {}

  @Get()
  @SerializeOptions({ schema: contactChanges })
  list(
    @CurrentSession() viewer: SignedIn,
    @Query({ schema: contactChangesQuery }) query: ContactChangesQuery,
  ): Promise<ContactChanges> {
    return this.approvals.list(viewer, query);
  }

  @Post(':id/approval')
  @HttpCode(204)
  approve(
    @CurrentSession() viewer: SignedIn,
    @Param('id', { schema: contactChange.shape.id }) id: string,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<void> {
    return this.approvals.approve(viewer, id);
  }

  @Post(':id/refusal')
  @HttpCode(204)
  refuse(
    @CurrentSession() viewer: SignedIn,
    @Param('id', { schema: contactChange.shape.id }) id: string,
    @Body({ schema: refuseContactChangeRequest }) { reason }: RefuseContactChangeRequest,
  ): Promise<void> {
    return this.approvals.refuse(viewer, id, reason);
  }

  @Post(':id/withdrawal')
  @HttpCode(204)
  withdraw(
    @CurrentSession() viewer: SignedIn,
    @Param('id', { schema: contactChange.shape.id }) id: string,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<void> {
    return this.approvals.withdraw(viewer, id);
  }
}
