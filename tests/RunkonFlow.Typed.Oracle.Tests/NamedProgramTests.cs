using System.Reflection;
using RunkonFlow.Typed.Oracle.Tests.Comparing;
using RunkonFlow.Typed.Oracle.Tests.Compiling;
using RunkonFlow.Typed.Oracle.Tests.Programs;
using RunkonFlow.Typed.Oracle.Tests.Rendering;

namespace RunkonFlow.Typed.Oracle.Tests;

/// <summary>Programs that once failed, cut down, each under many plans.</summary>
public sealed class NamedProgramTests
{
    private static readonly Operation Tell = new("Tell", "tell", false, OperationKind.Step, [new(null, "a")], OperationUse.Plain, null);

    [Fact]
    public Task A_handler_is_told_of_a_replaced_failure_whether_the_run_was_resumed_or_not() => MatchesAsync(
        new Try(
            1,
            new Block([new Try(2, new Block([Tell]), [], new Block([new Throw("new StepFailedException(\"own\", 1, \"Custom\", \"own\")")]))]),
            [new Catch(false, "e", null, new Block([new Assign("c", "Earlier(e)")]))],
            null));

    [Fact]
    public Task A_body_without_braces_may_hold_an_operation() => MatchesAsync(
        new If(ConditionForm.Plain, "a > 1", null, new Block([Tell]), new Block([new If(ConditionForm.Plain, "b > 1", null, new Block([Tell with { Id = "tell-2", IsNamed = true }]), null)])));

    [Fact]
    public Task A_return_that_an_earlier_round_left_pending_is_not_stored() => MatchesAsync(
        new For(1, null, new LoopBound(3, 0, "0", false), new Block(
        [
            new Try(
                2,
                new Block([new Try(3, new Block([new If(ConditionForm.Plain, "i1 == a", null, new Block([new Return("a")]), null)]), [], new Block([Tell, new Throw("new StepFailedException(\"own\", 1, \"Custom\", \"own\")")]))]),
                [new Catch(false, "e", null, new Block([Tell with { Id = "tell-2", IsNamed = true }]))],
                null),
        ])));

    [Fact]
    public Task A_catch_clause_may_stand_where_no_statement_is_reached() => MatchesAsync(
        new Try(1, new Block([Tell, new Return("a")]), [], new Block([new Local("p0", "Half(a, out var h1) ? 1 : h1")])),
        new Local("p1", "Half(b, out var h2) ? 1 : h2"),
        new Try(2, new Block([Tell with { Id = "tell-2", IsNamed = true }]), [new Catch(false, "e", null, new Block([new Assign("c", "Earlier(e)")]))], null));

    private static async Task MatchesAsync(params Statement[] statements)
    {
        var program = new RenderedProgram(new FlowProgram(new Block([.. statements]), []), "P1", "none");
        var loaded = new ProgramCompiler(ProgramCompiler.GeneratorsIn(Assembly.Load("RunkonFlow.Typed.Generators"))).Load([program], out var errors);
        Assert.Empty(errors);
        for (var seed = 0; seed < 20; seed++) Assert.Null((await new Comparison(loaded).OfMachineAsync(program, seed))?.ToString());
    }
}
