"""What is signed: the words of a framework, frozen; how two versions differ; who is asked and waits."""
