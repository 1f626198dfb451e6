using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <content>Other workflows: child runs where they are imported too, else steps that the user implements.</content>
internal sealed partial class FlowWriter
{
    private void CallWorkflow(CodeWriter code, CallWorkflowNode call) => Tolerating(code, call, call.OnFail, call.Workflow, call.Retries, inner =>
    {
        _hasOperation = true;
        var run = _names.Take($"{CSharp.Camel(call.Workflow)}Run");
        inner.Line($"var {run} = await {ChildCall(call)};");
        inner.Line($"log = log.After({CSharp.Text(call.Workflow)}, {run});");
        foreach (var key in _locals.Keys)
        {
            var local = _locals.NameOf(key);
            if (key == call.Workflow) inner.Line($"{(_locals.IsDeclaredAt(key, call) ? "var " : "")}{local} = {run}.Last;");
            else if (_locals.IsProducedInside(call.Workflow, key)) inner.Line($"{local} = {run}.Of({CSharp.Text(key)}) ?? {local};");
        }
    });

    private string ChildCall(CallWorkflowNode call)
    {
        if (_set.TryGet(call.Workflow, out var child))
        {
            var arguments = new ChildInputs(_workflow, child, Warn).Write(call, call.Inputs, call.As, item: null);
            return ChildRun(call.Workflow, call.Retries, $"{CodeWriter.Break}{arguments},{CodeWriter.Break} ct");
        }
        WarnUnknown(call, call.Workflow);
        var method = _calls.For(call.Workflow, call.Workflow, call.Retries);
        return _calls.Call("", method, $"{CodeWriter.Break}{UnknownRequest(call.Workflow, call.Inputs, call.As, isItem: false)},{CodeWriter.Break} ct");
    }

    private string ChildRun(string workflow, uint retries, string arguments)
    {
        _set.TryGet(workflow, out var child);
        if (!_children.TryGetValue((workflow, retries), out var parameter))
            _children.Add((workflow, retries), parameter = _names.Take($"{CSharp.Camel(workflow)}Workflow"));
        var call = $"{parameter}.RunAsync({arguments})";
        return _ids.TryTake(child!.Id) ? call : $"Flow.As({CSharp.Text(_ids.Take(child.Id))}, {call})";
    }

    private static string UnknownRequest(string workflow, System.Collections.Immutable.ImmutableArray<KeyValuePair<string, string>> inputs, string? identity, bool isItem)
    {
        var options = new List<string>();
        if (!inputs.IsEmpty) options.Add($"Inputs = {CSharp.Variables(inputs)}");
        if (identity is not null) options.Add($"As = {CSharp.Text(identity)}");
        if (isItem) options.Add("Item = item");
        return $"new WorkflowRequest({CSharp.Text(workflow)}, log){Braces(options)}";
    }

    private void WarnUnknown(Node node, string workflow)
        => Warn(node, $"The workflow '{workflow}' is not among the imported files, so its call is a step for your IWorkflowCalls. Import it together with this one, and it becomes a child run.");

    private void ForEach(CodeWriter code, ForEachNode items)
    {
        _hasOperation = _usesItems = true;
        var query = new List<string>();
        if (!items.Scope.IsEmpty) query.Add($"Scope = {CSharp.Variables(items.Scope)}");
        if (!items.Filter.IsEmpty) query.Add($"Filter = {CSharp.Variables(items.Filter)}");
        if (items.Ordered) query.Add("Ordered = true");

        var list = _names.Take($"{CSharp.Camel(items.Name)}Items");
        var runs = _names.Take($"{CSharp.Camel(items.Name)}Runs");
        var finder = $"{_methods.Take($"Find{CSharp.Pascal(items.Name)}")}Async";
        code.Line($"var {list} = await {finder}({CodeWriter.Break}new ItemQuery({CSharp.Text(items.Over)}, log){Braces(query)},{CodeWriter.Break} ct);");
        var dependsOn = items.Ordered ? ", DependsOn = static item => item.DependsOn" : "";
        code.Line($"var {runs} = await Flow.As({CSharp.Text(_ids.Take(CSharp.Id(items.Name)))}, Flow.ForEach(");
        code.Line($"    {list},");
        code.Line($"    item => {ItemCall(items)},");
        code.Line($"    new() {{ MaxParallel = {Math.Min(items.MaxParallel, int.MaxValue)}, OnFailure = OnItemFailure.{items.OnChildFail}, Key = static item => item.Id{dependsOn} }},");
        code.Line("    ct));");
        code.Line($"log = log.After({CSharp.Text($"foreach:{items.Name}")}, {runs}.ToStepResult());");
        code.Line($"if ({runs}.Failed.Any()) throw Flow.Fail($\"foreach {items.Name}: {{{runs}.Summary()}}\");");

        Member($"[Step({CSharp.Text(_ids.Take(CSharp.Id($"find-{items.Name}")))})]");
        _members.Line($"private Task<ImmutableArray<WorkItem>> {finder}(ItemQuery query, CancellationToken ct = default) => items.ItemsAsync(query, ct);");
    }

    private string ItemCall(ForEachNode items)
    {
        if (_set.TryGet(items.Workflow, out var child))
        {
            if (!_children.TryGetValue((items.Workflow, 0), out var parameter))
                _children.Add((items.Workflow, 0), parameter = _names.Take($"{CSharp.Camel(items.Workflow)}Workflow"));
            return $"{parameter}.RunAsync({new ChildInputs(_workflow, child, Warn).Write(items, items.Inputs, identity: null, item: "item")}, ct)";
        }
        WarnUnknown(items, items.Workflow);
        var method = _calls.For(items.Workflow, items.Workflow);
        method.Calls++;
        return $"{method.Name}({UnknownRequest(items.Workflow, items.Inputs, identity: null, isItem: true)}, ct)";
    }
}
