using System.Collections.Immutable;
using System.Text;

namespace RunkonFlow.Typed.Oracle.Tests.Engine;

/// <summary>A program as a user writes it.</summary>
public sealed class EngineText
{
    private const string Header = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using RunkonFlow.Typed;
        using RunkonFlow.Typed.Oracle.Tests.Engine;

        namespace Generated;


        """;

    private const string Steps = """

            [Step, Retry(MaxAttempts = 2, Delay = "0ms")]
            private Task<int> AskAsync(int site, string at, int x, CancellationToken ct = default, StepContext step = default) => World.AskAsync(site, at, x, step.Attempt, ct);
            [Step] private Task<int> TellAsync(int site, string at, int x, CancellationToken ct = default) => World.TellAsync(site, at, x);
            [Step, Retry(MaxAttempts = 2, Delay = "0ms")]
            private Task<Booked> BookAsync(int site, string at, int x, CancellationToken ct = default, StepContext step = default) => World.BookAsync(site, at, x, step.Attempt, ct);
            [Step, Compensates(nameof(BookAsync))] private Task UnbookAsync(Booked booked, CancellationToken ct = default) => World.UnbookAsync(booked);
            [Step] private Task<int> HangAsync(int site, string at, int x, CancellationToken ct = default) => World.HangAsync(site, at, x, ct);
            [Step] private Task<int> FailAsync(int site, string at, int x, CancellationToken ct = default) => World.FailAsync(site, at, x);
            [Gate(Timeout = "3h", OnTimeout = OnTimeout.Fail)] private partial ValueTask<Decision> Gate0Async(CancellationToken ct = default);
            [Gate(Timeout = "3h", OnTimeout = OnTimeout.Reject)] private partial ValueTask<Decision> Gate1Async(CancellationToken ct = default);
            [Gate(Timeout = "3h", OnTimeout = OnTimeout.Continue)] private partial ValueTask<Decision> Gate2Async(CancellationToken ct = default);
            [Gate(Timeout = "3h", OnTimeout = OnTimeout.Escalate)] private partial ValueTask<Decision> Gate3Async(CancellationToken ct = default);
            [Gate(Timeout = "900d")] private partial ValueTask<Decision> Gate4Async(CancellationToken ct = default);

        """;

    private const string Signals = """
            [Signal("m0", Timeout = "3h")] private partial ValueTask<int> Message0Async(CancellationToken ct = default);
            [Signal("m1", Timeout = "3h")] private partial ValueTask<int> Message1Async(CancellationToken ct = default);
            [Signal("m2", Timeout = "3h")] private partial ValueTask<int> Message2Async(CancellationToken ct = default);
            [Signal("m3", Timeout = "3h")] private partial ValueTask<int> Message3Async(CancellationToken ct = default);
            [Signal("never", Timeout = "900d")] private partial ValueTask<int> NeverAsync(CancellationToken ct = default);

        """;

    private readonly StringBuilder _text = new(Header);
    private readonly List<int> _rounds = [];
    private int _indent;

    public static string Of(EngineProgram program)
    {
        var text = new EngineText();
        text.Class(program.Name, $"EngineWorld world, {program.Name}Child child", program.Flow, program.SubFlows, Steps + Signals);
        text.Class($"{program.Name}Child", "EngineWorld world", program.Child, [], Steps);
        return text._text.ToString();
    }

    private void Class(string name, string parameters, ImmutableArray<Act> flow, ImmutableArray<ImmutableArray<Act>> subFlows, string members)
    {
        _indent = 0;
        Line($"[Workflow(\"{name.ToLowerInvariant()}\")]");
        Line($"public sealed partial class {name}({parameters})");
        Line("{");
        _indent = 1;
        Line("private EngineWorld World => world;");
        Method("[Flow] public async Task<int> RunAsync", flow);
        for (var i = 0; i < subFlows.Length; i++) Method($"[SubFlow] private async {(i == 1 ? "ValueTask" : "Task")}<int> Sub{i}Async", subFlows[i]);
        _text.Append(members);
        _indent = 0;
        Line("}");
    }

    private void Method(string head, ImmutableArray<Act> body)
    {
        Line($"{head}(string at, int x, CancellationToken ct = default)");
        Braced(() =>
        {
            Render(body);
            Line("return x;");
        });
    }

    private void Render(ImmutableArray<Act> block)
    {
        foreach (var act in block) Render(act);
    }

    private void Render(Act act)
    {
        switch (act)
        {
            case Call call:
                Line(Statement(call));
                break;
            case Group group:
                Line($"var ({string.Join(", ", group.Branches.Select((_, i) => $"v{group.Site}x{i}"))}) = await Flow.As(\"g{group.Site}\", Flow.Parallel(", group.Kind is GroupKind.All or GroupKind.FailFast);
                Line($"var v{group.Site} = await Flow.As(\"g{group.Site}\", Flow.Race(", group.Kind is GroupKind.Race or GroupKind.RaceOfFirstEnd);
                for (var i = 0; i < group.Branches.Length; i++) Line($"    {InGroup(group, i)},");
                Line(group.Kind switch
                {
                    GroupKind.All => $"    new BranchOptions(MinSuccess: {group.MinSuccess}), ct));",
                    GroupKind.FailFast => "    new BranchOptions(FailFast: true), ct));",
                    _ => $"    new RaceOptions(FirstEnd: {(group.Kind == GroupKind.RaceOfFirstEnd ? "true" : "false")}), ct));",
                });
                var values = group.Kind is GroupKind.All or GroupKind.FailFast
                    ? string.Join(", ", group.Branches.Select((_, i) => $"Fold.Of(v{group.Site}x{i})"))
                    : $"v{group.Site}.Winner, {string.Join(", ", group.Branches.Select((_, i) => $"Fold.Of(v{group.Site}.{Ordinals[i]})"))}";
                Line($"x = Fold.Into(x, {values});");
                break;
            case Items items:
                Line($"var f{items.Site} = await Flow.As(\"f{items.Site}\", Flow.ForEach(Enumerable.Range(0, {items.Count}), i => {ItemBody(items)},");
                Line($"    new() {{ MaxParallel = {items.MaxParallel}, OnFailure = OnItemFailure.{items.OnFailure}, MinSuccess = {items.MinSuccess}, Key = i => $\"k{{i}}\"{(items.HasDependencies ? ", DependsOn = i => Fold.DependenciesOf(i)" : "")} }}, ct));");
                Line($"x = Fold.Into(x, f{items.Site});");
                break;
            case Choice choice:
                Line($"if (x % {choice.Divisor} == 0)");
                Braced(() => Render(choice.Then));
                if (choice.Else.IsEmpty) break;
                Line("else");
                Braced(() => Render(choice.Else));
                break;
            case Rounds rounds:
                Line($"for (var i{rounds.Site} = 0; i{rounds.Site} < {rounds.Count}; i{rounds.Site}++)");
                _rounds.Add(rounds.Site);
                Braced(() => Render(rounds.Body));
                _rounds.RemoveAt(_rounds.Count - 1);
                break;
            case Guard guard:
                Line("try");
                Braced(() => Render(guard.Body));
                if (guard.Catch is { } clause)
                {
                    Line($"catch (StepFailedException e{guard.Site})");
                    Braced(() =>
                    {
                        Line($"x = Fold.Into(x, e{guard.Site});");
                        Render(clause);
                    });
                }
                if (guard.Finally is not { } final) break;
                Line("finally");
                Braced(() => Render(final));
                break;
            case Fault fault:
                Line($"if (x % {fault.Divisor} == 0) throw new InvalidOperationException($\"fault {fault.Site} {{x}}\");");
                break;
        }
    }

    private static readonly string[] Ordinals = ["First", "Second", "Third", "Fourth"];

    private string Statement(Call call)
    {
        var operation = $"await Flow.As(\"s{call.Site}\", {Operation(call, Place())});";
        return call.Kind is CallKind.ShortTimer or CallKind.LongTimer ? operation
            : $"var v{call.Site} = {operation} x = Fold.Into(x, Fold.Of(v{call.Site}));";
    }

    private string InGroup(Group group, int place)
    {
        var branch = group.Branches[place];
        var at = Place($"/{group.Site}x{place}");
        var operation = branch.Kind switch
        {
            BranchKind.Failing => $"FailAsync({branch.Call.Site}, {at}, x, ct)",
            BranchKind.Winning => $"TellAsync({branch.Call.Site}, {at}, x, ct)",
            BranchKind.Hanging => branch.Call.Kind switch
            {
                CallKind.Gate => "Gate4Async(ct)",
                CallKind.Signal => "NeverAsync(ct)",
                CallKind.LongTimer => "Flow.Delay(TimeSpan.FromDays(900), ct)",
                _ => $"HangAsync({branch.Call.Site}, {at}, x, ct)",
            },
            _ => Operation(branch.Call, at),
        };
        operation = $"Flow.As(\"s{branch.Call.Site}\", {operation})";
        if (branch.Call.Kind is CallKind.ShortTimer or CallKind.LongTimer) operation = $"Flow.Unit({operation})";
        return place == group.Conditional ? $"x % 2 == 0 ? {operation} : Flow.Skip<{ResultOf(branch.Call.Kind)}>()" : operation;
    }

    private static string ResultOf(CallKind kind) => kind switch
    {
        CallKind.Gate => "Decision",
        CallKind.Book => "Booked",
        CallKind.ShortTimer or CallKind.LongTimer => "Unit",
        _ => "int",
    };

    private string ItemBody(Items items) => items.Body switch
    {
        CallKind.Child => $"child.RunAsync($\"{{at}}{Rounds()}/{items.Site}i{{i}}!\", x + i, ct)",
        CallKind.SubFlow => $"Sub0Async($\"{{at}}{Rounds()}/{items.Site}i{{i}}\", x + i, ct)",
        _ => $"AskAsync({items.Site}, $\"{{at}}{Rounds()}/{items.Site}i{{i}}\", x + i, ct)",
    };

    private static string Operation(Call call, string at) => call.Kind switch
    {
        CallKind.Ask => $"AskAsync({call.Site}, {at}, x, ct)",
        CallKind.Tell => $"TellAsync({call.Site}, {at}, x, ct)",
        CallKind.Book => $"BookAsync({call.Site}, {at}, x, ct)",
        CallKind.Gate => $"Gate{call.Target}Async(ct)",
        CallKind.Signal => $"Message{call.Target}Async(ct)",
        CallKind.ShortTimer => "Flow.Delay(TimeSpan.FromSeconds(1), ct)",
        CallKind.LongTimer => "Flow.Delay(TimeSpan.FromHours(2), ct)",
        CallKind.Child => $"child.RunAsync({at} + \"!\", x, ct)",
        _ => $"Sub{call.Target}Async({at}, x, ct)",
    };

    /// <summary>The strand and the rounds, as an expression.</summary>
    private string Place(string suffix = "")
    {
        var text = Rounds() + suffix;
        return text.Length == 0 ? "at" : $"$\"{{at}}{text}\"";
    }

    private string Rounds() => string.Concat(_rounds.Select(round => $".{{i{round}}}"));

    private void Braced(Action content)
    {
        Line("{");
        _indent++;
        content();
        _indent--;
        Line("}");
    }

    private void Line(string line, bool isWritten = true)
    {
        if (isWritten) _text.Append(' ', 4 * _indent).Append(line).Append('\n');
    }
}
