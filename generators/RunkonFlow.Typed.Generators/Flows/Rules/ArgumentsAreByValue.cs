using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>
/// Arguments of an operation are values: they are stored with its start, and every attempt gets them from there.
/// </summary>
internal sealed class ArgumentsAreByValue : IFlowRule
{
    public void Check(FlowContext flow)
    {
        foreach (var site in flow.Sites)
        {
            if (site is not { Fault: null, Durable: not null, Node: InvocationExpressionSyntax call }) continue;
            var written = call.ArgumentList.Arguments.FirstOrDefault(argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None));
            var declared = site.Method.Parameters.FirstOrDefault(parameter => parameter.RefKind != RefKind.None);
            if (written is null && declared is null) continue;
            var kind = written?.RefKindKeyword.ValueText ?? KeywordOf(declared!.RefKind);
            flow.Report(RuleIds.ArgumentIsByReference, (SyntaxNode?)written ?? call, site.Name, kind);
        }
    }

    private static string KeywordOf(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref",
        RefKind.Out => "out",
        _ => "in",
    };
}
