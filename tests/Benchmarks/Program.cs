using BenchmarkDotNet.Running;
using Meeco.Benchmarks.Comparison;

// `micro` and what follows goes to BenchmarkDotNet; everything else is the comparison.
if (args is ["micro", .. var rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest);
    return 0;
}

return await ComparisonCommandLine.RunAsync(args);
