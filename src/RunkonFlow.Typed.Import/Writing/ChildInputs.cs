using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <summary>Writes the input that a workflow hands to one that it calls.</summary>
internal sealed partial class ChildInputs(ImportedWorkflow parent, ImportedWorkflow child, Action<Node, string> warn)
{
    /// <param name="node">The call.</param>
    /// <param name="passed">What it passes.</param>
    /// <param name="identity">The identity that it gives to the called workflow's steps.</param>
    /// <param name="item">The name of the item's parameter in a <c>foreach</c>; else null.</param>
    public string Write(Node node, ImmutableArray<KeyValuePair<string, string>> passed, string? identity, string? item)
    {
        var members = new List<string>();
        var variables = item is null ? "log.Host" : $"{item}.In(log.Host)";
        foreach (var (name, template) in passed)
        {
            WarnOfStepVariables(node, name, template);
            if (child.Input(name) is { } input) members.Add($"{child.Members[name]} = {Value(template, input, item)}");
            else variables += $".SetItem({CSharp.Text(name)}, {Text(template, item)})";
        }
        foreach (var missing in child.Definition.Inputs.Where(input => input.IsRequired && passed.All(one => one.Key != input.Name)))
        {
            warn(node, $"The workflow '{child.Definition.Name}' requires the input '{missing.Name}', which is not passed here.");
            members.Add($"{child.Members[missing.Name]} = {(missing.IsBoolean ? "false" : "\"\"")}");
        }
        if (identity is not null) variables += $".SetItem(RunLog.Identity, {CSharp.Text(identity)})";
        members.Add($"Variables = {variables}");
        return $"new {child.InputName} {{ {string.Join(", ", members)} }}";
    }

    private string Value(string template, InputDeclaration input, string? item)
    {
        if (!input.IsBoolean) return Text(template, item);
        if (!template.Contains("{{", StringComparison.Ordinal)) return CSharp.Bool(template.Equals("true", StringComparison.OrdinalIgnoreCase));
        if (OnlyPlace(template) is { } name && parent.Input(name) is { IsBoolean: true }) return $"input.{parent.Members[name]}";
        return $"RunLog.IsTrue({Text(template, item)})";
    }

    private string Text(string template, string? item)
    {
        if (!template.Contains("{{", StringComparison.Ordinal)) return CSharp.Text(template);
        var name = OnlyPlace(template);
        if (name is not null && parent.Input(name) is { IsBoolean: false } own && (own.IsRequired || own.Default is not null)) return $"input.{parent.Members[name]}";
        if (item is null) return $"log.Render({CSharp.Text(template)})";
        return name switch
        {
            "item.id" => $"{item}.Id",
            "item.ref" => $"{item}.Ref",
            not null when name.StartsWith("item.", StringComparison.Ordinal) => $"{item}.Value({CSharp.Text(name["item.".Length..])})",
            _ => $"{item}.Render({CSharp.Text(template)}, log)",
        };
    }

    private void WarnOfStepVariables(Node node, string name, string template)
    {
        foreach (var variable in (string[])["workflow_run_id", "dry_run"])
        {
            if (template.Contains($"{{{{{variable}}}}}", StringComparison.Ordinal) && parent.Input(variable) is null)
                warn(node, $"'{name}' holds {{{{{variable}}}}}, which only steps know: here it stays as it is. Let a step hand it over.");
        }
    }

    /// <summary>The variable's name where a template is nothing else.</summary>
    private static string? OnlyPlace(string template) => Place().Match(template) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^\{\{([^{}]+)\}\}$")]
    private static partial Regex Place();
}
