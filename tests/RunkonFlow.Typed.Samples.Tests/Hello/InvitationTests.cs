using global::Hello;
using RunkonFlow.Typed.Testing;

namespace RunkonFlow.Typed.Samples.Tests.Hello;

public sealed class InvitationTests
{
    [Fact]
    public async Task A_guest_who_may_come_is_greeted_though_the_mail_fails_once()
    {
        await using var test = WorkflowTest.For(Invitation.Start("Ada"))
            .With(new Mailbox())
            .WithAnswers(answers => answers.Approve(Invitation.Gates.Consent));

        Assert.Equal("Hello Ada", await test.RunAsync());
        Assert.Equal(2, test.StepsOf(Invitation.Steps.Send).Count);
    }

    [Fact]
    public async Task Nobody_comes_uninvited()
    {
        await using var test = WorkflowTest.For(Invitation.Start("Bea")).With(new Mailbox());

        Assert.StartsWith("Bea stays at home", await test.RunAsync());
        Assert.Equal(TimeSpan.FromDays(3), test.Elapsed);
    }
}
