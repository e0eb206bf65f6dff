import { Body, Controller, Get, HttpCode, Post, SerializeOptions } from '@nestjs/common';
import {
  completeConsolidationRequest,
  consolidationLink,
  consolidationView,
  loginIdConfirmed,
  mailLinkRequest,
  openConsolidationRequest,
  type CompleteConsolidationRequest,
  type ConsolidationLink,
  type ConsolidationView,
  type LoginIdConfirmed,
  type MailLinkRequest,
  type OpenConsolidationRequest,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { ConsolidationCompletionService } from './consolidation-completion.service';
import { ConsolidationRequestService } from './consolidation-request.service';

/** ログイン情報を1つにする. */
@Controller('consolidation')
export class ConsolidationController {
  constructor(
    private readonly requests: ConsolidationRequestService,
    private readonly completion: ConsolidationCompletionService,
  ) {}

  @Get()
  @SerializeOptions({ schema: consolidationView })
  show(@CurrentSession() signedIn: SignedIn): Promise<ConsolidationView> {
    return this.requests.view(signedIn);
  }

  @Post()
  @HttpCode(202)
  @SerializeOptions({ schema: consolidationView })
  open(
    @CurrentSession() signedIn: SignedIn,
    @Body({ schema: openConsolidationRequest }) choice: OpenConsolidationRequest,
  ): Promise<ConsolidationView> {
    return this.requests.open(signedIn, choice);
  }

  /** Shows what a mailed link will do. Using the link is a separate request. */
  @Post('link')
  @HttpCode(200)
  @SerializeOptions({ schema: consolidationLink })
  inspect(@Body({ schema: mailLinkRequest }) { token }: MailLinkRequest): Promise<ConsolidationLink> {
    return this.completion.inspect(token);
  }

  @Post('completion')
  @HttpCode(200)
  @SerializeOptions({ schema: loginIdConfirmed })
  complete(
    @Body({ schema: completeConsolidationRequest }) { token, password }: CompleteConsolidationRequest,
  ): Promise<LoginIdConfirmed> {
    return this.completion.complete(token, password);
  }
}
