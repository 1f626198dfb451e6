using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>The text of a plain argument, with its variables taken out so that they can be read from the frame.</summary>
internal static class ArgumentText
{
    public static ImmutableArray<ArgumentPart> Of(ExpressionSyntax expression, FlowContext flow, VariableTable variables)
    {
        var parts = new List<ArgumentPart>();
        var text = new StringBuilder();
        foreach (var token in expression.DescendantTokens())
        {
            if (token.Parent is IdentifierNameSyntax name && flow.Model.GetSymbolInfo(name).Symbol is { } symbol && variables.IsVariable(symbol))
            {
                parts.Add(new ArgumentPart(text.ToString(), variables.NumberOf(symbol)));
                text.Clear();
                continue;
            }
            text.Append(token.Text);
            if (token.TrailingTrivia.Any() && token != expression.GetLastToken())
                text.Append(' ');
        }
        parts.Add(new ArgumentPart(text.ToString(), -1));
        return [.. parts];
    }
}
