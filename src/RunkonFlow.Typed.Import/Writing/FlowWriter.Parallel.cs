using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <content>Agents side by side: a tuple up to eight, items of a fan-out beyond.</content>
internal sealed partial class FlowWriter
{
    private const int MostBranches = 8;

    private void Parallel(CodeWriter code, ParallelNode node)
    {
        _hasOperation = true;
        if (_blocks.Any(static block => block.Output is not null || !block.With.IsEmpty))
            Warn(node, "The output and snippets of the 'do' around it reach the branches too; runkon-flow may leave them out.");
        foreach (var comment in node.Calls.SelectMany(static call => call.Comments)) code.Comment(comment);
        var calls = node.Calls.Select(call => call with { Output = call.Output ?? node.Output, With = [.. node.With, .. call.With] }).ToList();
        if (calls.Count == 1) Single(code, node, calls[0]);
        else if (calls.Count <= MostBranches) Branches(code, node, calls);
        else Items(code, node, calls);
    }

    private void Single(CodeWriter code, ParallelNode node, CallNode call)
    {
        if (call.If is { } condition) code.Open($"if ({Condition(condition)})");
        Call(code, call with { If = null });
        if (call.If is not null) code.Close();
        if (node.MinSuccess == 0) Warn(node, "min_success = 0: here a failure of the only branch fails the run.");
    }

    private void Branches(CodeWriter code, ParallelNode node, List<CallNode> calls)
    {
        var results = calls.Select(call => _names.Take($"{CSharp.Camel(call.Agent.Key)}{(_locals.NameOf(call.Agent.Key) is null ? "" : "Branch")}")).ToList();
        var id = _parallels++ == 0 ? null : _ids.Take("parallel");
        code.Line($"var ({string.Join($",{CodeWriter.Break} ", results)}) = await {(id is null ? "" : $"Flow.As({CSharp.Text(id)}, ")}Flow.Parallel(");
        var options = Options(node, calls);
        for (var i = 0; i < calls.Count; i++)
        {
            var branch = AgentCall(calls[i]).Replace(CodeWriter.Break.ToString(), "", StringComparison.Ordinal);
            if (calls[i].If is { } condition) branch = $"{Condition(condition)} ? {branch} : Flow.Skip<StepResult>()";
            code.Line($"    {branch},");
        }
        code.Line($"    new BranchOptions({options}),");
        code.Line($"    ct){(id is null ? "" : ")")};");
        for (var i = 0; i < calls.Count; i++)
        {
            if (_locals.NameOf(calls[i].Agent.Key) is { } local) code.Line($"{local} = {results[i]} ?? {local};");
            code.Line($"log = log.After({CSharp.Text(calls[i].Agent.Key)}, {results[i]});");
        }
    }

    private string Options(ParallelNode node, List<CallNode> calls)
    {
        var failFast = $"FailFast: {CSharp.Bool(node.FailFast)}";
        if (node.MinSuccess is not { } min) return failFast;
        var skips = calls.Where(static call => call.If is not null).Select(call => $"({Condition(call.If!)} ? 0 : 1)").ToList();
        if (min == 0 || skips.Count > 0)
            Warn(node, $"min_success = {min}: branches that are left out count as successes, but at least one of those that run has to succeed here.");
        var needed = skips.Count == 0 ? $"{Math.Max(1, min)}" : $"Math.Max(1, {min} - {string.Join(" - ", skips)})";
        return $"{failFast}, MinSuccess: {needed}";
    }

    private void Items(CodeWriter code, ParallelNode node, List<CallNode> calls)
    {
        var number = ++_parallels;
        var requests = _names.Take($"branches{(number == 1 ? "" : number)}");
        var outcomes = _names.Take($"outcomes{(number == 1 ? "" : number)}");
        var method = _methods.Take("Branch");
        code.Comment($"{calls.Count} branches: more than Flow.Parallel takes, so each is an item of a fan-out.");
        code.Line($"var {requests} = ImmutableArray<AgentRequest>.Empty;");
        foreach (var call in calls)
            code.Line($"{(call.If is { } condition ? $"if ({Condition(condition)}) " : "")}{requests} = {requests}.Add({AgentRequest(call)});");
        var skips = calls.Count(static call => call.If is not null);
        var min = node.MinSuccess is not { } wanted ? $"{requests}.Length" : skips == 0 ? $"{wanted}" : $"Math.Max(0, {requests}.Length - {calls.Count - wanted})";
        code.Line($"var {outcomes} = await Flow.As({CSharp.Text(_ids.Take("branches"))}, Flow.ForEach(");
        code.Line($"    {requests},");
        code.Line($"    request => {method}Async(request, ct),");
        code.Line($"    new() {{ OnFailure = OnItemFailure.{(node.FailFast && node.MinSuccess is null ? "Halt" : "Continue")}, MinSuccess = {min} }},");
        code.Line("    ct));");
        foreach (var key in calls.Select(static call => call.Agent.Key).Distinct())
        {
            if (_locals.NameOf(key) is { } local)
                code.Line($"{local} = {outcomes}.Completed.LastOrDefault(branch => branch.Item.Agent == {CSharp.Text(key)})?.Result ?? {local};");
        }
        code.Line($"foreach (var branch in {outcomes}.Completed) log = log.After(branch.Item.Agent, branch.Result);");
        BranchMethod(node, calls, method);
    }

    private void BranchMethod(ParallelNode node, List<CallNode> calls, string method)
    {
        Member("[SubFlow]");
        _members.Open($"private async Task<StepResult> {method}Async(AgentRequest request, CancellationToken ct = default)");
        _members.Open("switch (request.Agent)");
        foreach (var group in calls.GroupBy(static call => call.Agent.Key))
        {
            if (group.Skip(1).Any(call => call.Retries != group.First().Retries || call.Agent != group.First().Agent))
                Warn(node, $"'{group.Key}' is called more than once here with other retries or another path; the first call's hold for all.");
            var result = _names.Take(CSharp.Camel(group.Key));
            _members.Line($"case {CSharp.Text(group.Key)}:");
            _members.Line($"    var {result} = await {_agents.Call("agents.", AgentMethod(group.First()), "request, ct")};");
            _members.Line($"    return {result};");
        }
        _members.Line("default:");
        _members.Line("    throw Flow.Fail($\"There is no branch for '{request.Agent}'.\");");
        _members.Close();
        _members.Close();
    }
}
