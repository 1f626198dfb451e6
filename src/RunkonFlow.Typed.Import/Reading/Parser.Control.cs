using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Reading;

/// <content>Conditions, loops, blocks and branches.</content>
internal sealed partial class Parser
{
    private IfNode If(Position at, string keyword)
    {
        var first = _tokens.Name($"The condition behind '{keyword}', 'step.marker' or a boolean input,");
        var marker = _tokens.TryTake(".") ? new StepMarker(first, _tokens.Name("The marker behind the '.'")) : null;
        _tokens.Expect("{", $"behind the condition of '{keyword}'");
        foreach (var option in _options.Read())
            Warn(option.At, $"'{keyword}' takes no options: '{option.Key} = {option.Value.Shown}' is dropped by runkon-flow and by the import.");
        return new(at, marker, marker is null ? first : null, keyword == "unless", Rest());
    }

    private LoopNode While(Position at)
    {
        var condition = LoopCondition("while");
        _tokens.Expect("{", "behind the condition of 'while'");
        var options = Set("while", at, _options.Read());
        return Loop(at, condition, bodyFirst: false, options, Rest());
    }

    private Block Do(Position at)
    {
        if (_tokens.Current.Kind == TokenKind.Word)
            throw new Refusal(_tokens.Current.At, "Behind 'do' stands '{'; a condition stands at the end: 'do { … } while step.marker'.");
        _tokens.Expect("{", "behind 'do'");
        var read = _options.Read();
        var body = Rest();
        if (!_tokens.Current.IsWord("while")) return PlainDo(at, read, body);
        _tokens.Advance();
        var condition = LoopCondition("do … while");
        return Loop(at, condition, bodyFirst: true, Set("do … while", at, read), body);
    }

    private DoNode PlainDo(Position at, ImmutableArray<Option> read, ImmutableArray<Node> body)
    {
        var options = Set("do", at, read);
        var node = new DoNode(at, options.Text("output"), options.List("with"), body);
        options.Finish(isError: true);
        return node;
    }

    private StepMarker LoopCondition(string loop)
    {
        var at = _tokens.Current.At;
        var step = _tokens.Name($"The condition of '{loop}', 'step.marker',");
        if (!_tokens.TryTake(".")) throw new Refusal(at, $"The condition of '{loop}' is 'step.marker'; '{step}' alone does not change.");
        return new(step, _tokens.Name("The marker behind the '.'"));
    }

    private LoopNode Loop(Position at, StepMarker condition, bool bodyFirst, OptionSet options, ImmutableArray<Node> body)
    {
        var max = options.Number("max_iterations", isRequired: true) ?? 1;
        if (max > int.MaxValue) _findings.Error(options.Take("max_iterations")!.At, $"max_iterations is at most {int.MaxValue}.");
        if (max == 0) Warn(options.Take("max_iterations")!.At, "max_iterations = 0 lets runkon-flow fail before the first round; here the least is 1.");
        var stuck = options.Number("stuck_after", int.MaxValue);
        var least = bodyFirst ? 3u : 2u;
        if (stuck < least) Warn(options.Take("stuck_after")!.At, $"stuck_after = {stuck} lets runkon-flow fail after {stuck} rounds; here it takes at least {least}.");
        var continues = options.Word("on_max_iter", "fail", "continue") == "continue";
        if (continues && stuck is not null)
            Warn(options.Take("stuck_after")!.At, "A loop that stands still always fails in runkon-flow; with on_max_iter = continue it is left here, as at max_iterations.");
        options.Finish();
        return new(at, condition, bodyFirst, Math.Max(1, max), body)
        {
            // runkon-flow counts the rounds whose markers are equal; Flow.Loop those that left them as they were: of a 'do' that is one less.
            StuckAfter = stuck is { } rounds ? Math.Max(least, rounds) - (least - 2) : null,
            ContinuesAtLimit = continues,
        };
    }

    private ParallelNode Parallel(Position at)
    {
        _tokens.Expect("{", "behind 'parallel'");
        var options = Set("parallel", at, _options.Read());
        var failFast = options.Text("fail_fast") is null or "true";
        var min = options.Number("min_success", int.MaxValue);
        var (output, with) = (options.Text("output"), options.List("with"));
        options.Finish();
        var calls = ImmutableArray.CreateBuilder<CallNode>();
        while (!_tokens.TryTake("}")) calls.Add(Branch());
        if (calls.Count == 0) throw new Refusal(at, "'parallel' holds at least one 'call'.");
        if (min > calls.Count) Warn(at, $"min_success = {min} is more than the {calls.Count} calls; here all of them must succeed.");
        return new(at, failFast, min >= calls.Count ? null : min, calls.ToImmutable()) { Output = output, With = with };
    }

    private CallNode Branch()
    {
        var token = _tokens.Current;
        if (!token.IsWord("call")) throw new Refusal(token.At, $"In 'parallel' stand options, then only 'call AGENT'. Here stands {token.Shown}.");
        var comments = _tokens.TakeComments();
        _tokens.Advance();
        var agent = Agent();
        var options = Braced($"call {agent.Key} in parallel", token.At, isRequired: false);
        var call = new CallNode(token.At, agent)
        {
            Retries = options.Number("retries", 1000) ?? 0,
            Output = options.Text("output"),
            With = options.List("with"),
            If = BranchCondition(options),
        };
        options.Finish();
        call.Comments.AddRange(comments);
        call.Comments.AddRange(_tokens.TakeComments(trailingOnly: true));
        return call;
    }

    private StepMarker? BranchCondition(OptionSet options)
    {
        if (options.Text("if") is not { } text) return null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && dot < text.Length - 1) return new(text[..dot], text[(dot + 1)..]);
        _findings.Error(options.Take("if")!.At, $"'if' of a call is \"step.marker\", not \"{text}\".");
        return null;
    }
}
